/**
 * Has the JRE of the base image process the beans of a Spring Boot application when its image is built, and compile what comes of it. Imports the plan,
 * layers, caches, base images and what runs their JREs; knows Spring and the compiler by name only, as both run in that JRE.
 */
package io.cfa.maven.image.springaot;
