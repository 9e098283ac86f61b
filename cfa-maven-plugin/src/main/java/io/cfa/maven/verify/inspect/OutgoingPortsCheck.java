package io.cfa.maven.verify.inspect;

import io.cfa.maven.host.check.CheckResult;
import io.cfa.maven.host.check.HostCheck;
import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.OutgoingPorts;
import io.cfa.maven.model.PublishedPort;
import io.cfa.maven.model.Service;
import io.cfa.maven.report.Finding;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Whether an outgoing connection of the host may take a port that the stack publishes. */
public final class OutgoingPortsCheck implements HostCheck {

    private final Collection<Service> services;

    /** Of what these services publish. */
    public OutgoingPortsCheck(Collection<Service> services) {
        this.services = services;
    }

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        return OutgoingPorts.parse(observed.answer(Aspect.OUTGOING_PORTS).output())
                .flatMap(ports -> advice("outgoing ports", observed.host(), ports, of(services)))
                .stream()
                .toList();
    }

    /** The ports that services publish on a host. */
    public static List<Integer> of(Collection<Service> services) {
        return services.stream()
                .flatMap(service -> service.ports().stream())
                .map(PublishedPort::hostPort)
                .toList();
    }

    /** What to tell of one host; nothing where it keeps these ports back, or never gives them away. */
    public static Optional<CheckResult> advice(
            String subject, String host, OutgoingPorts ports, Collection<Integer> published) {
        List<Integer> taken = ports.mayTake(published);
        return taken.isEmpty()
                ? Optional.empty()
                : Optional.of(CheckResult.advice(
                        subject,
                        taken.size() + " published ports may be taken on " + host,
                        new Finding(
                                host,
                                "its kernel gives the ports from "
                                        + ports.given().first() + " to "
                                        + ports.given().last() + " to outgoing connections, "
                                        + taken.get(0) + (taken.size() > 1 ? " and others of the stack" : "")
                                        + " among them; while one has it a container cannot start (address already in use)",
                                "ports that it keeps back",
                                "`sysctl -w net.ipv4.ip_local_reserved_ports=" + ports.reserving(taken)
                                        + "` there, and the same in a file of /etc/sysctl.d")));
    }
}
