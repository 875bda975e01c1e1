"""What a plan is compared with: towns alone, other ways to share, each town against the others."""
