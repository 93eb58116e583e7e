"""Indonesian text: characters, words, sentences, phrases, dates, languages."""
