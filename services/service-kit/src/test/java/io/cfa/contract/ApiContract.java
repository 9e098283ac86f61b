package io.cfa.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.kit.page.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.ResolvableType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** What the API of each of the seven keeps, whichever operations it has: lists by the page, created resources, preconditions. */
public abstract class ApiContract extends ServiceContract {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mapping;

    /** Lists that are short by themselves, as nobody adds to them, such as {@code "GET /services"}. */
    protected Set<String> shortLists() {
        return Set.of();
    }

    @Test
    void everyListIsReadByThePage() {
        handlers().forEach((operation, handler) -> {
            Class<?> answer = ResolvableType.forMethodReturnType(handler.getMethod())
                    .as(ResponseEntity.class)
                    .resolveGeneric(0);
            Class<?> content = answer == null ? handler.getMethod().getReturnType() : answer;
            boolean list = Iterable.class.isAssignableFrom(content)
                    || content.isArray() && content != byte[].class
                    || Map.class.isAssignableFrom(content)
                    || Stream.class.isAssignableFrom(content);
            if (list && !shortLists().contains(operation)) {
                assertThat(handler.getMethod().getParameterTypes())
                        .as("what %s takes", operation)
                        .contains(PageRequest.class);
                assertThat(answer)
                        .as("%s answers with the next page's address", operation)
                        .isNotNull();
            }
        });
    }

    @Test
    void everyListIsSortedEitherWayAndRefusesWhatItDoesNotHave() {
        for (Operation list : lists()) {
            String token = login(allAccess().get(list.toString()).contains("investor") ? "investor" : "operator")
                    .token();
            String path = list.anyPath();
            List<String> sorts = list.parameter("sort")
                    .at("/schema/enum")
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
            assertThat(sorts).as(list.toString()).hasSizeGreaterThanOrEqualTo(2);
            for (String sort : sorts) {
                assertThat(get(path + "?limit=1&sort=" + sort, token).status())
                        .as("%s by %s", list, sort)
                        .isIn(200, 404);
            }
            for (String query :
                    List.of("limit=0", "limit=101", "sort=nothing", "cursor=x", "page=1", "limit=1&limit=2")) {
                Answer refused = get(path + "?" + query, token);
                assertThat(refused.status()).as("%s with %s", list, query).isIn(400, 404);
            }
        }
    }

    @Test
    void whateverIsPutUnderAnIdIsAnsweredWith201AndItsLocationAndIsReadThere() {
        List<String> all = operations().stream().map(Operation::toString).toList();
        for (Operation put : operations()) {
            if (put.method().equals("PUT")) {
                JsonNode created = put.document().at("/responses/201");
                assertThat(created.at("/headers/Location").isMissingNode())
                        .as("%s answers 201 with Location", put)
                        .isFalse();
                assertThat(all).as("who puts, reads").contains("GET " + put.path());
            }
        }
    }

    @Test
    void whatAPersonChangesCanBeChangedOnlyIfItIsWhatThePersonHasRead() {
        for (Operation operation : operations()) {
            boolean ofAPerson = allAccess().get(operation.toString()).stream().anyMatch(role -> !role.contains("."));
            if (operation.method().equals("POST") && ofAPerson) {
                assertThat(operation.parameter("If-Match").isMissingNode())
                        .as("%s takes If-Match", operation)
                        .isFalse();
            }
        }
    }

    private List<Operation> lists() {
        return operations().stream()
                .filter(operation -> !operation.parameter("cursor").isMissingNode())
                .toList();
    }

    /** Our own, by {@code "GET /trades"}. */
    private Map<String, HandlerMethod> handlers() {
        Map<String, HandlerMethod> handlers = new TreeMap<>();
        mapping.getHandlerMethods().forEach((request, handler) -> {
            if (handler.getBeanType().getName().startsWith("io.cfa.")) {
                request.getMethodsCondition().getMethods().forEach(method -> request.getPatternValues()
                        .forEach(path -> handlers.put(method + " " + path, handler)));
            }
        });
        assertThat(handlers).isNotEmpty();
        return handlers;
    }
}
