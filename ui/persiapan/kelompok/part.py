from PySide6.QtWidgets import QWidget
class KelompokPart(QWidget):
    def __init__(self, context):
        super().__init__()
        self.tools = QWidget()
