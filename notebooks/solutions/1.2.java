Table rooms = flat.summarize("joules", sum).by("room").sortDescendingOn("Sum [joules]");
