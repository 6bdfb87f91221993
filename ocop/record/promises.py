"""What the received list of statements leaves open: whose promise each is, what closes it, and which event it promises.

Keyed by the first words of a statement. What no line names is the initiative's own promise, closed by a report of completion.
"""

NATIONAL = ("Bhutan quinoa production target", "Ghana: raise soybean production", "Lesotho: raise potato production",
            "Syria: national olive strategy", "Togo: cover national rice demand", "Vanuatu poultry policy target")
OF_OTHERS = ("Tajikistan: apricot value chain analysis and investment plan (FAO-UNIDO ACTA)",)
STARTS = ("Phase 1 of country projects to start", "Phase 2 of country projects to start", "Liberia: start OCOP activities",
          "Liberia: launch Coffee Liberica")
EVENTS = {"Organize the OCOP High-Level Event": "OCOP-EV-062", "Support the first FAO Global Exhibition": "OCOP-EV-061"}


def promise(statement: str) -> dict[str, str]:
    """The columns `kind`, `closed_by` and `event_id` of a statement."""
    kind = "national plan" if statement.startswith(NATIONAL) else "other programme" if statement.startswith(OF_OTHERS) else "own promise"
    return {"kind": kind, "closed_by": "start" if statement.startswith(STARTS) else "completion",
            "event_id": next((event for words, event in EVENTS.items() if statement.startswith(words)), "")}
