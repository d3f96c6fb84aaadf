import io.github.bedrocktierrouter.BedrockTierRouter;
import io.github.bedrocktierrouter.BedrockTierRouterAttributes;
import io.github.bedrocktierrouter.BudgetPeriod;
import io.github.bedrocktierrouter.BudgetResponse;
import io.github.bedrocktierrouter.CallerBudget;
import io.github.bedrocktierrouter.CallerOptions;
import io.github.bedrocktierrouter.DurableJobsOptions;
import io.github.bedrocktierrouter.FirstByteTimeouts;
import io.github.bedrocktierrouter.IBedrockTierRouter;
import io.github.bedrocktierrouter.InvokeTaskProps;
import io.github.bedrocktierrouter.MetricScope;
import io.github.bedrocktierrouter.RouterAlarm;
import io.github.bedrocktierrouter.RouterAlarmOptions;
import io.github.bedrocktierrouter.RouterAuthorization;
import io.github.bedrocktierrouter.RouterCatalog;
import io.github.bedrocktierrouter.RouterDeployment;
import io.github.bedrocktierrouter.RouterJobs;
import io.github.bedrocktierrouter.ServiceTier;
import io.github.bedrocktierrouter.TieredModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigateway.ThrottleSettings;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.JsonPath;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.TaskInput;
import software.amazon.awscdk.services.stepfunctions.TaskStateBase;

/** The twin in Java. */
public final class Twin {
  public static void main(String[] words) {
    App app = new App();
    Stack stack = new Stack(app, "Twin");
    // The order of operations is the order in the function's environment.
    Map<String, List<? extends TieredModel>> operations = new LinkedHashMap<>();
    operations.put(
        "classification", List.of(TieredModel.NOVA_2_LITE_US.withTier(ServiceTier.PRIORITY)));
    operations.put(
        "extraction",
        List.of(
            TieredModel.fromText("us.amazon.nova-2-lite-v1:0:flex"),
            TieredModel.of("google.gemma-3-27b-it", ServiceTier.PRIORITY)));
    BedrockTierRouter router =
        BedrockTierRouter.Builder.create(stack, "Router")
            .operations(operations)
            .allowedTiers(List.of(ServiceTier.PRIORITY, ServiceTier.DEFAULT, ServiceTier.FLEX))
            .parameterPrefix("/twin/router")
            .mappingMaxAge(Duration.seconds(20))
            .firstByteTimeouts(
                FirstByteTimeouts.builder()
                    .defaultTier(Duration.seconds(90))
                    .flex(Duration.minutes(3))
                    .build())
            .memorySize(1024)
            .authorization(RouterAuthorization.keys())
            .throttlingRateLimit(50)
            .catalog(RouterCatalog.refreshed())
            .alarmTopic(new Topic(stack, "Alarms"))
            .alarms(
                RouterAlarmOptions.builder()
                    .errorPercentage(2.5)
                    .routerLatency(Duration.millis(250))
                    .without(List.of(RouterAlarm.THROTTLES))
                    .build())
            .build();
    router.addCaller(
        "Claims",
        CallerOptions.builder()
            .operations(List.of("extraction"))
            .tiers(List.of(ServiceTier.FLEX))
            .throttle(ThrottleSettings.builder().rateLimit(5).burstLimit(10).build())
            .budget(
                CallerBudget.builder()
                    .limitUsd(12.5)
                    .period(BudgetPeriod.MONTH)
                    .whenExceeded(BudgetResponse.demoteToFlex())
                    .build())
            .build());
    Role operator =
        Role.Builder.create(stack, "Operator")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    router.grantChangeMapping(operator);
    router
        .metricInvocations(MetricScope.operation("extraction", ServiceTier.FLEX))
        .createAlarm(
            stack,
            "Silence",
            CreateAlarmOptions.builder().threshold(1).evaluationPeriods(2).build());
    addTasks(stack);
    IBedrockTierRouter imported = importRouter(stack);
    imported.grantInvoke(operator, "extraction");
    imported.grantReadMapping(operator);
    app.synth();
  }

  private static void addTasks(Stack stack) {
    BedrockTierRouter tasks =
        BedrockTierRouter.Builder.create(stack, "Tasks")
            .parameterPrefix("/twin/tasks")
            .guardrails(List.of("gr4ardr4il00"))
            .deployment(RouterDeployment.gradual())
            .jobs(
                RouterJobs.durable(
                    DurableJobsOptions.builder()
                        .retention(Duration.days(30))
                        .deadline(Duration.hours(12))
                        .build()))
            .build();
    TaskStateBase task =
        tasks.invokeTask(
            stack,
            "Extract",
            InvokeTaskProps.builder()
                .operation("extraction")
                .body(TaskInput.fromObject(Map.of("messages", JsonPath.objectAt("$.messages"))))
                .metadata(Map.of("team", "claims"))
                .build());
    TaskStateBase later =
        tasks.invokeTask(
            stack,
            "ExtractLater",
            InvokeTaskProps.builder()
                .operation("extraction")
                .body(TaskInput.fromObject(Map.of("messages", JsonPath.objectAt("$.messages"))))
                .asJob(true)
                .deadline(Duration.hours(6))
                .build());
    StateMachine.Builder.create(stack, "Pipeline")
        .definitionBody(DefinitionBody.fromChainable(task.next(later)))
        .build();
  }

  private static IBedrockTierRouter importRouter(Stack stack) {
    return BedrockTierRouter.fromBedrockTierRouterAttributes(
        stack,
        "Imported",
        BedrockTierRouterAttributes.builder()
            .restApiId("abcdef1234")
            .parameterPrefix("/elsewhere/router")
            .hasJobs(true)
            .build());
  }

  private Twin() {}
}
