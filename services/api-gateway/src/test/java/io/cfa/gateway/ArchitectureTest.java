package io.cfa.gateway;

import io.cfa.contract.ServiceArchitecture;

class ArchitectureTest extends ServiceArchitecture {}
