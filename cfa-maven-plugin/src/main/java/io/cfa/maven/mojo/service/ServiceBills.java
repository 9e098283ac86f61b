package io.cfa.maven.mojo.service;

import io.cfa.maven.git.Git;
import io.cfa.maven.image.PushedImage;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.sbom.BillException;
import io.cfa.maven.sbom.ServiceBill;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * The bills of materials of the reactor's services, as the goals that made their images left them.
 *
 * @param session the reactor
 */
public record ServiceBills(MavenSession session) {

    /**
     * All of them.
     *
     * @throws BillException naming each that is missing or cannot be believed
     */
    public List<ServiceBill> read() {
        List<ServiceBill> bills = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (MavenProject service : services()) {
            try {
                bills.add(ServiceBill.read(service.getArtifactId(), target(service)));
            } catch (BillException e) {
                refused.add(e.getMessage());
            }
        }
        if (!refused.isEmpty()) {
            throw new BillException(String.join("\n", refused));
        }
        if (bills.isEmpty()) {
            throw new BillException("this reactor has no service: no module has the property " + ServiceModules.MARK
                    + ". Next: run it in the root of the clone");
        }
        return bills;
    }

    /**
     * The commit that they are of: the tag that all were pushed under.
     *
     * @param given the one that is expected; may be null
     * @throws BillException if they were pushed as different ones
     */
    public String revision(String given, Git git) {
        SortedMap<String, String> tags = new TreeMap<>();
        services().forEach(service -> PushedImage.read(target(service))
                .map(PushedImage::reference)
                .flatMap(ImageReference::tag)
                .ifPresent(tag -> tags.put(service.getArtifactId(), tag)));
        Optional<String> expected = Optional.ofNullable(given).filter(text -> !text.isBlank());
        List<String> distinct = tags.values().stream().distinct().toList();
        if (distinct.size() > 1
                || expected.isPresent() && distinct.stream().anyMatch(tag -> !tag.equals(expected.get()))) {
            throw new BillException("the images were not pushed as one release"
                    + expected.map(tag -> ", expected " + tag).orElse("") + ": " + tags
                    + ". Next: push all of them from one commit; what an earlier build left, ./mvnw clean removes");
        }
        return distinct.stream()
                .findFirst()
                .or(() -> expected)
                .or(git::shortRevision)
                .orElse("unknown");
    }

    /** The directory of built things of each service, by its name. */
    public SortedMap<String, Path> targets() {
        SortedMap<String, Path> targets = new TreeMap<>();
        services().forEach(service -> targets.put(service.getArtifactId(), target(service)));
        return targets;
    }

    private List<MavenProject> services() {
        return session.getAllProjects().stream()
                .filter(ServiceModules::isService)
                .toList();
    }

    private static Path target(MavenProject service) {
        return Path.of(service.getBuild().getDirectory());
    }
}
