# makes the databases
