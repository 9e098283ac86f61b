package io.cfa.maven;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The plugin that Maven finds in a clone where ours is nowhere: a descriptor with our goals, each of which is the Enforcer's, so that what it says
 * stands in the root POM, and nothing that was compiled stands in git.
 */
final class NotInstalledPlugin {

    static final String VERSION = "1-SNAPSHOT";

    private static final String POM =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <project xmlns="http://maven.apache.org/POM/4.0.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 http://maven.apache.org/xsd/maven-4.0.0.xsd">
              <modelVersion>4.0.0</modelVersion>
              <groupId>io.cfa</groupId>
              <artifactId>cfa-not-installed-maven-plugin</artifactId>
              <version>%s</version>
              <packaging>maven-plugin</packaging>
              <dependencies>
                <dependency>
                  <groupId>org.apache.maven.plugins</groupId>
                  <artifactId>maven-enforcer-plugin</artifactId>
                  <version>%s</version>
                </dependency>
              </dependencies>
            </project>
            """;

    private static final String DESCRIPTOR =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <plugin>
              <name>cfa-maven-plugin is not installed</name>
              <groupId>io.cfa</groupId>
              <artifactId>cfa-not-installed-maven-plugin</artifactId>
              <version>%s</version>
              <goalPrefix>cfa</goalPrefix>
              <mojos>
            %s  </mojos>
            </plugin>
            """;

    /** Source: the descriptor of maven-enforcer-plugin 3.6.2, goal enforce. */
    private static final String GOAL =
            """
                <mojo>
                  <goal>%s</goal>
                  <requiresProject>false</requiresProject>
                  <aggregator>true</aggregator>
                  <threadSafe>true</threadSafe>
                  <implementation>org.apache.maven.plugins.enforcer.EnforceMojo</implementation>
                  <language>java</language>
                  <instantiationStrategy>per-lookup</instantiationStrategy>
                  <executionStrategy>once-per-session</executionStrategy>
                  <parameters>
                    <parameter><name>fail</name><type>boolean</type></parameter>
                    <parameter><name>mojoExecution</name><type>org.apache.maven.plugin.MojoExecution</type></parameter>
                    <parameter><name>project</name><type>org.apache.maven.project.MavenProject</type></parameter>
                    <parameter><name>rules</name><type>org.codehaus.plexus.configuration.PlexusConfiguration</type></parameter>
                    <parameter><name>session</name><type>org.apache.maven.execution.MavenSession</type></parameter>
                  </parameters>
                  <configuration>
                    <fail implementation="boolean" default-value="true"/>
                    <mojoExecution implementation="org.apache.maven.plugin.MojoExecution" default-value="${mojoExecution}"/>
                    <project implementation="org.apache.maven.project.MavenProject" default-value="${project}"/>
                    <session implementation="org.apache.maven.execution.MavenSession" default-value="${session}"/>
                  </configuration>
                  <requirements>
                    <requirement>
                      <role>org.apache.maven.plugins.enforcer.internal.EnforcerRuleManager</role>
                      <field-name>enforcerRuleManager</field-name>
                    </requirement>
                    <requirement>
                      <role>org.apache.maven.plugins.enforcer.internal.EnforcerRuleCache</role>
                      <field-name>ruleCache</field-name>
                    </requirement>
                  </requirements>
                </mojo>
            """;

    private NotInstalledPlugin() {}

    static byte[] pom(String enforcer) {
        return POM.formatted(VERSION, enforcer).getBytes(StandardCharsets.UTF_8);
    }

    /** Stored, as what deflates differs from one JDK to the next. */
    static byte[] jar(List<String> goals) {
        byte[] descriptor = DESCRIPTOR
                .formatted(VERSION, goals.stream().map(GOAL::formatted).collect(Collectors.joining()))
                .getBytes(StandardCharsets.UTF_8);
        CRC32 checksum = new CRC32();
        checksum.update(descriptor);
        ZipEntry entry = new ZipEntry("META-INF/maven/plugin.xml");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(descriptor.length);
        entry.setCrc(checksum.getValue());
        entry.setTimeLocal(LocalDateTime.of(2026, 11, 1, 0, 0));
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(jar)) {
            zip.putNextEntry(entry);
            zip.write(descriptor);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar.toByteArray();
    }
}
