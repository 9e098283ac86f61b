/**
 * Makes the class-data archive of an image (JEP 310, 483): the third-party classes that all services share, read, verified and linked at build
 * time by the JRE of the base image itself. Imports the plan, layers, caches and base images; runs no other program than that JRE.
 */
package io.cfa.maven.image.classdata;
