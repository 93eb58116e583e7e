"""The book of clippings (buku kliping): what is in it (content), on paper (pdf_book) and in Word (docx_book)."""
