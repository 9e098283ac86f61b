package io.cfa.contract;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.ConfigurationClassPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.util.ClassUtils;

/** The beans that a service would have if the kit left out no auto-configuration: their definitions, read anew with the service's own settings. */
final class AllAutoConfigurations {

    private static final String FACTORIES = "META-INF/spring.factories";

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

    AllAutoConfigurations(ConfigurableApplicationContext service) {
        ClassLoader classes = new WithoutTheKitsFactories(service.getClassLoader());
        ConfigurableEnvironment settings = service.getEnvironment();
        beans.setBeanClassLoader(classes);
        AnnotatedBeanDefinitionReader reader = new AnnotatedBeanDefinitionReader(beans, settings);
        service.getBeansWithAnnotation(SpringBootApplication.class)
                .values()
                .forEach(main -> reader.register(ClassUtils.getUserClass(main)));
        ConfigurationClassPostProcessor processor = new ConfigurationClassPostProcessor();
        processor.setEnvironment(settings);
        processor.setResourceLoader(new DefaultResourceLoader(classes));
        processor.setBeanClassLoader(classes);
        processor.postProcessBeanDefinitionRegistry(beans);
    }

    List<String> beans() {
        return List.of(beans.getBeanDefinitionNames());
    }

    /** The classes whose conditions were looked at. */
    Set<String> asked() {
        return ConditionEvaluationReport.get(beans)
                .getConditionAndOutcomesBySource()
                .keySet();
    }

    private static final class WithoutTheKitsFactories extends ClassLoader {

        WithoutTheKitsFactories(ClassLoader all) {
            super(all);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            Stream<URL> all = Collections.list(super.getResources(name)).stream();
            return Collections.enumeration(all.filter(
                            each -> !name.equals(FACTORIES) || !each.getPath().contains("service-kit"))
                    .toList());
        }
    }
}
