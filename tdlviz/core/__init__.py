"""The nouns of tdlviz: numpy and scipy only."""
