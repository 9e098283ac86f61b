package io.cfa.maven.sbom;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a release is made of: the jars of all its services, each once.
 *
 * @param name     of the release's project
 * @param version  the commit
 * @param services the bills of its services, by name
 * @param licences what each jar may be used under, any of them, by its package URL
 */
public record ReleaseBill(
        String name, String version, List<ServiceBill> services, Map<String, List<Licence>> licences) {

    /**
     * Merges.
     *
     * @throws BillException if two services have one jar with two contents
     */
    public ReleaseBill {
        services = services.stream()
                .sorted(Comparator.comparing(ServiceBill::service))
                .toList();
        licences = Map.copyOf(licences);
        SortedMap<String, ServiceBill> first = new TreeMap<>();
        for (ServiceBill bill : services) {
            for (Component component : bill.components()) {
                ServiceBill other = first.putIfAbsent(component.purl(), bill);
                if (other != null && !other.components().contains(component)) {
                    throw new BillException(component.coordinates() + " is one file in the image of " + other.service()
                            + " and another in that of " + bill.service() + ", expected the same bytes in all of a"
                            + " release. Next: build both of one commit, and look for what changed "
                            + component.artifactId() + " between");
                }
            }
        }
    }

    /** Its jars by package URL, each with the services that have it. */
    public SortedMap<Component, SortedSet<String>> components() {
        SortedMap<Component, SortedSet<String>> components = new TreeMap<>();
        for (ServiceBill bill : services) {
            bill.components().forEach(component -> components
                    .computeIfAbsent(component, any -> new TreeSet<>())
                    .add(bill.service()));
        }
        return Collections.unmodifiableSortedMap(components);
    }

    /** What a jar may be used under, any of them; none where nobody says. */
    public List<Licence> licences(Component component) {
        return licences.getOrDefault(component.purl(), List.of());
    }

    /** How many jars are under each licence; one with a choice counts under the choice. */
    public SortedMap<String, Integer> licenceCounts() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        for (Component component : components().keySet()) {
            List<Licence> of = licences(component);
            String named = of.isEmpty()
                    ? Licence.NONE
                    : String.join(" or ", of.stream().map(Licence::toString).toList());
            counts.merge(named, 1, Integer::sum);
        }
        return counts;
    }

    /** The time of the youngest of its images, in ISO form. */
    String timestamp() {
        return services.stream()
                .map(ServiceBill::timestamp)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
