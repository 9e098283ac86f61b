package io.cfa.issuance.document;

import static java.time.Duration.ofSeconds;

import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The client of MinIO: S3 with the bucket in the path, as there are no names of hosts for buckets. */
@Configuration(proxyBeanMethods = false)
public class MinioClient {

    @Bean
    public S3Client minioOfTheStack(
            @Value("${cfa.minio.endpoint}") URI endpoint,
            @Value("${cfa.minio.access-key}") String accessKey,
            @Value("${cfa.minio.secret-key}") String secretKey) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                // signed, and MinIO's whatever it is called
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                // the content is signed by its SHA-256 as it is; trailers with another sum are Amazon's own
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(ofSeconds(2))
                        .socketTimeout(ofSeconds(10)))
                .overrideConfiguration(client -> client.apiCallTimeout(ofSeconds(20)))
                .build();
    }
}
