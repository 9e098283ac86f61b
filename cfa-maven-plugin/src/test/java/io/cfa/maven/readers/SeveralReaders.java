package io.cfa.maven.readers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads inputs with several readers at one time, as each begins a program that takes a second; each reader has one input at a time. */
final class SeveralReaders {

    private static final int AT_ONE_TIME = Integer.getInteger("cfa.atOneTime", 2);

    private SeveralReaders() {}

    /** A reader of one input. */
    interface Reader {

        String read(String input) throws IOException, InterruptedException;
    }

    /** What is made of each input, in their order. */
    static List<String> readAll(List<String> inputs, Callable<Reader> readers)
            throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONE_TIME);
        BlockingQueue<Reader> idle = new ArrayBlockingQueue<>(AT_ONE_TIME);
        try {
            for (int i = 0; i < AT_ONE_TIME; i++) {
                idle.add(readers.call());
            }
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : pool.invokeAll(inputs.stream()
                    .<Callable<String>>map(input -> () -> {
                        Reader reader = idle.take();
                        try {
                            return reader.read(input);
                        } finally {
                            idle.add(reader);
                        }
                    })
                    .toList())) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (IOException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            pool.shutdownNow();
        }
    }
}
