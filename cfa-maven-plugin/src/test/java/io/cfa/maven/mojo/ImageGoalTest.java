package io.cfa.maven.mojo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.cache.ImageException;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class ImageGoalTest {

    @Test
    void whatTheRegistrySaidInItsOwnWordsIsNotPartOfTheMessage() {
        ImageGoal goal = new ImageGoal() {
            @Override
            void run() {
                throw new ImageException(
                        "the registry does not accept ci (HTTP 401). Next: docker login",
                        new IOException("{\"errors\":[{\"code\":\"UNAUTHORIZED\"}]}"));
            }
        };
        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("the registry does not accept ci (HTTP 401). Next: docker login")
                .hasNoCause();
    }
}
