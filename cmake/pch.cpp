// Exists so that one precompiled header serves every component.
