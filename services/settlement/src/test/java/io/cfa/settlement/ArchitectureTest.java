package io.cfa.settlement;

import io.cfa.contract.ServiceArchitecture;

class ArchitectureTest extends ServiceArchitecture {}
