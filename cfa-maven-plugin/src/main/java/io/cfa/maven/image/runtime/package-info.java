/**
 * The JRE of a base image, unpacked and run on this machine while an image is built, and the layers that come of it. Imports layers, caches, base images
 * and the plan; runs no other program than that JRE.
 */
package io.cfa.maven.image.runtime;
