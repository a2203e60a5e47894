"""Pictures and words out: style, charts, sentences and documents."""
