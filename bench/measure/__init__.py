"""What the benchmark measures: one module for each part, each with `measure(plan) -> list[Line]`, and what they share."""
