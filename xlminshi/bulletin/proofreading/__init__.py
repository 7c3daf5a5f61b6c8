"""核对通报: a text that anybody wrote is read number by number, and each is recomputed or looked up. Pure: no Word, no Excel."""
