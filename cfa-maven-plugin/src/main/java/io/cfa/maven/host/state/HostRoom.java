package io.cfa.maven.host.state;

import io.cfa.maven.remote.Result;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a host has for more containers than run.
 *
 * @param processors how many start at one time without waiting for each other; 1 where that is not known
 * @param free       the bytes of memory that are free, or would be given back at once; 0 where that is not known
 */
public record HostRoom(int processors, long free) {

    /** Nothing is known. */
    public static final HostRoom UNKNOWN = new HostRoom(1, 0);

    /** Prints the number of processors, then what the kernel says of its memory. */
    static final String[] QUESTION = {"sh", "-c", "nproc || echo 1; cat /proc/meminfo"};

    /** Source: proc_meminfo(5), since Linux 3.14: an estimate of how much memory is available for starting new applications, without swapping. */
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+([0-9]{1,15}) kB$");

    private static final Pattern PROCESSORS = Pattern.compile("([1-9][0-9]{0,4})\\R.*", Pattern.DOTALL);

    static HostRoom of(Result answer) {
        Matcher number = PROCESSORS.matcher(answer.output());
        Matcher memory = AVAILABLE.matcher(answer.output());
        return new HostRoom(
                number.matches() ? Integer.parseInt(number.group(1)) : 1,
                memory.find() ? Long.parseLong(memory.group(1)) << 10 : 0);
    }
}
