package io.cfa.kit;

import io.cfa.contract.ServiceArchitecture;

class ArchitectureTest extends ServiceArchitecture {}
