"""What leaves the program besides reports, and what comes back: binders, signatures, verifying."""
