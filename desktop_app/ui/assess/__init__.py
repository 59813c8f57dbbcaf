"""The evaluation lists: per limb the tables row by row, answered where they are judged."""
