// Exists so that one precompiled header serves every test program.
