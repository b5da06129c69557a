"""Training that can be paused, stepped, rewound and looked at."""
