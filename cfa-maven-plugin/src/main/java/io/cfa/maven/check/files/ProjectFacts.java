package io.cfa.maven.check.files;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What the other files say, for the documents to agree with.
 *
 * @param services  the services
 * @param variables the env file
 * @param jobs      the stage of each job of the pipeline; absent where that cannot be read
 * @param toldJobs  the jobs that the documents must tell of: those of the project's own pipeline file
 * @param ports     the ports of the host by compose service
 */
public record ProjectFacts(
        Set<String> services,
        Optional<Variables> variables,
        Optional<SortedMap<String, String>> jobs,
        SortedSet<String> toldJobs,
        Map<String, List<String>> ports) {

    /** Whether tables can be compared with it. */
    public boolean isComparable() {
        return variables.isPresent() && !services.isEmpty();
    }

    /** Whether tables can be written from it. */
    public boolean isComplete() {
        return isComparable()
                && services.stream().allMatch(service -> port(service).isPresent());
    }

    /** The port of one of ours. */
    public Optional<String> port(String service) {
        return variables.flatMap(known -> known.get(ProjectLayout.portVariable(service)));
    }

    /** The services in the order of their ports. */
    public List<String> servicesByPort() {
        return services.stream()
                .sorted(Comparator.comparing((String service) -> port(service).orElse("~"))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Whether any variable holds a port. */
    public boolean isPort(String number) {
        return variables.map(known -> known.isValue(number)).orElse(true);
    }

    /** Whether a job is there, as far as is known, or is missed already where it belongs. */
    public boolean isJob(String job) {
        return job.startsWith("build-") && services.contains(job.substring("build-".length()))
                || jobs.map(all -> all.containsKey(job)).orElse(!job.startsWith("build-"));
    }
}
