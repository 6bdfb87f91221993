"""The pages of the desk, one function each; every act that they offer is checked where it is done, not here."""
