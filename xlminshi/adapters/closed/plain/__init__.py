"""Plain sheets (cells, merged blocks, entry rules, colours, set-up) written straight from their plans, as XlsxWriter writes them.

What is not plain, or not known here, raises `NotPlainError` and goes through XlsxWriter (`closed/writing.py`).
"""
