"""Why a region has no plan: named rules that cannot hold together, and what would mend it."""
