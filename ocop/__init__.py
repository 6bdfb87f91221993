"""The OCOP Monitor: the public record of One Country One Priority Product, checked, queried and drawn."""
