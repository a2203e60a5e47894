"""The packaged Chinese fonts and how they are made."""
