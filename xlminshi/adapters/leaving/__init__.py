"""A copy of a workbook that may leave the office (导出): its parts, its sheets and its cells, edited as XML."""
