"""What leaves the room, looked at before it goes: a panel beside the work, used by every screen that hands out."""
