package io.cfa.registry;

import io.cfa.contract.ServiceArchitecture;

class ArchitectureTest extends ServiceArchitecture {}
