package io.cfa.maven.image.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerUnpackerTest {

    @TempDir
    Path temp;

    private LayerUnpacker unpacker;
    private Path root;
    private int count;

    @BeforeEach
    void unpacker() throws IOException {
        unpacker = new LayerUnpacker(temp.resolve("root"));
        root = temp.resolve("root");
    }

    /** Each entry is PATH=CONTENT, PATH-&gt;TARGET for a symbolic link, or PATH=&gt;TARGET for a hard one. */
    private Path layer(String... entries) throws IOException {
        Path layer = temp.resolve("layer-" + count++);
        try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(layer));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(file)) {
            for (String entry : entries) {
                if (entry.contains("->") || entry.contains("=>")) {
                    String[] link = entry.split("[-=]>");
                    byte type = entry.contains("->") ? TarConstants.LF_SYMLINK : TarConstants.LF_LINK;
                    TarArchiveEntry header = new TarArchiveEntry(link[0], type, true);
                    header.setLinkName(link[1]);
                    tar.putArchiveEntry(header);
                } else {
                    String[] parts = entry.split("=", 2);
                    byte[] content = parts[1].getBytes(StandardCharsets.UTF_8);
                    TarArchiveEntry header = new TarArchiveEntry(parts[0], true);
                    header.setSize(content.length);
                    header.setMode(0755);
                    tar.putArchiveEntry(header);
                    tar.write(content);
                }
                tar.closeArchiveEntry();
            }
        }
        return layer;
    }

    @Test
    void layersLieOverOneAnother() throws Exception {
        unpacker.unpack(layer("etc/a=old", "etc/b=gone", "opt/x/c=emptied"));
        unpacker.unpack(layer("etc/a=new", "etc/.wh.b=", "opt/x/.wh..wh..opq=", "opt/x/d=kept"));
        assertThat(root.resolve("etc/a")).hasContent("new").isExecutable();
        assertThat(root.resolve("etc/b")).doesNotExist();
        assertThat(root.resolve("opt/x/c")).doesNotExist();
        assertThat(root.resolve("opt/x/d")).hasContent("kept");
    }

    @Test
    void anAbsoluteLinkLeadsToTheSamePlaceOfTheBase() throws Exception {
        unpacker.unpack(layer("usr/lib/jvm/java=it", "opt/java->/usr/lib/jvm", "lib->usr/lib", "lib/more=more"));
        assertThat(unpacker.find("/opt/java/java")).contains(root.toRealPath().resolve("usr/lib/jvm/java"));
        assertThat(root.resolve("usr/lib/more")).hasContent("more");
    }

    @Test
    void aHardLinkIsACopy() throws Exception {
        unpacker.unpack(layer("bin/a=it", "bin/b=>bin/a"));
        assertThat(root.resolve("bin/b")).hasContent("it");
    }

    @Test
    void whatNoJreReadsIsLeftOut() throws Exception {
        unpacker.unpack(layer("usr/share/doc/a=a", "var/lib/b=b", "dev/c=c"));
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void noFileLeavesTheDirectory() throws Exception {
        for (String hostile : new String[] {"../out=x", "a/../../out=x", "a/.wh...=x"}) {
            assertThatThrownBy(() -> unpacker.unpack(layer(hostile)))
                    .as(hostile)
                    .isInstanceOf(NotMadeException.class)
                    .hasMessageStartingWith("the base has a file that would lie outside of it");
        }
        assertThat(temp.resolve("out")).doesNotExist();
    }

    @Test
    void noFileIsWrittenThroughALinkThatLeadsOut() throws Exception {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        unpacker.unpack(layer("etc/l->../../outside", "etc/l/file=x", "abs->" + outside, "abs/file=x"));
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aLinkThatWasThereBeforeIsNotFollowedOut() throws Exception {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.createSymbolicLink(root.resolve("bad"), outside);
        assertThatThrownBy(() -> unpacker.unpack(layer("bad/file=x")))
                .hasMessage("the base has a file behind a link that leads out of it: bad/file");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aHardLinkToWhatIsNotThereIsRefused() {
        assertThatThrownBy(() -> unpacker.unpack(layer("b=>a")))
                .hasMessage("the base has a link to what is not there: b");
    }

    @Test
    void aLayerInZstdIsNotRead() throws Exception {
        Path layer = Files.write(temp.resolve("zstd"), new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0});
        assertThatThrownBy(() -> unpacker.unpack(layer))
                .hasMessage("a layer of the base is packed with zstd, which is not read here");
    }
}
