from PySide6.QtWidgets import QWidget
class PesertaPart(QWidget):
    def __init__(self, context):
        super().__init__()
