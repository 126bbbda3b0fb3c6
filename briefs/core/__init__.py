"""What every stage shares: sources and spans, diagnostics, records, strict YAML, text. It knows no stage."""
