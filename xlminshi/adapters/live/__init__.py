"""The workbook that is open in Excel: read, and written back into, through the public interface of xlwings alone."""
