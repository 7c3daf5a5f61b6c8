"""The document: a tree of styled paragraphs written from the ledger. Pure: no Word, no Excel."""
