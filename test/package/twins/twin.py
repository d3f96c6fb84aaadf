"""The twin in Python."""

from aws_cdk import App, Duration, Stack
from aws_cdk.aws_apigateway import ThrottleSettings
from aws_cdk.aws_iam import Role, ServicePrincipal
from aws_cdk.aws_sns import Topic
from aws_cdk.aws_stepfunctions import DefinitionBody, JsonPath, StateMachine, TaskInput
from bedrock_tier_router import (
    BedrockTierRouter,
    BudgetPeriod,
    BudgetResponse,
    CallerBudget,
    FirstByteTimeouts,
    MetricScope,
    RouterAlarm,
    RouterAlarmOptions,
    RouterAuthorization,
    RouterCatalog,
    RouterDeployment,
    RouterJobs,
    ServiceTier,
    TieredModel,
)

app = App()
stack = Stack(app, "Twin")
router = BedrockTierRouter(
    stack,
    "Router",
    operations={
        "classification": [TieredModel.NOVA_2_LITE_US.with_tier(ServiceTier.PRIORITY)],
        "extraction": [
            TieredModel.from_text("us.amazon.nova-2-lite-v1:0:flex"),
            TieredModel.of("google.gemma-3-27b-it", ServiceTier.PRIORITY),
        ],
    },
    allowed_tiers=[ServiceTier.PRIORITY, ServiceTier.DEFAULT, ServiceTier.FLEX],
    parameter_prefix="/twin/router",
    mapping_max_age=Duration.seconds(20),
    first_byte_timeouts=FirstByteTimeouts(
        default_tier=Duration.seconds(90), flex=Duration.minutes(3)
    ),
    memory_size=1024,
    authorization=RouterAuthorization.keys(),
    throttling_rate_limit=50,
    catalog=RouterCatalog.refreshed(),
    alarm_topic=Topic(stack, "Alarms"),
    alarms=RouterAlarmOptions(
        error_percentage=2.5,
        router_latency=Duration.millis(250),
        without=[RouterAlarm.THROTTLES],
    ),
)
router.add_caller(
    "Claims",
    operations=["extraction"],
    tiers=[ServiceTier.FLEX],
    throttle=ThrottleSettings(rate_limit=5, burst_limit=10),
    budget=CallerBudget(
        limit_usd=12.5,
        period=BudgetPeriod.MONTH,
        when_exceeded=BudgetResponse.demote_to_flex(),
    ),
)
operator = Role(stack, "Operator", assumed_by=ServicePrincipal("lambda.amazonaws.com"))
router.grant_change_mapping(operator)
router.metric_invocations(MetricScope.operation("extraction", ServiceTier.FLEX)).create_alarm(
    stack, "Silence", threshold=1, evaluation_periods=2
)

tasks = BedrockTierRouter(
    stack,
    "Tasks",
    parameter_prefix="/twin/tasks",
    guardrails=["gr4ardr4il00"],
    deployment=RouterDeployment.gradual(),
    jobs=RouterJobs.durable(retention=Duration.days(30), deadline=Duration.hours(12)),
    console=True,
)
tasks.grant_operate_console(operator)
task = tasks.invoke_task(
    stack,
    "Extract",
    operation="extraction",
    body=TaskInput.from_object({"messages": JsonPath.object_at("$.messages")}),
    metadata={"team": "claims"},
)
later = tasks.invoke_task(
    stack,
    "ExtractLater",
    operation="extraction",
    body=TaskInput.from_object({"messages": JsonPath.object_at("$.messages")}),
    as_job=True,
    deadline=Duration.hours(6),
)
StateMachine(
    stack, "Pipeline", definition_body=DefinitionBody.from_chainable(task.next(later))
)

imported = BedrockTierRouter.from_bedrock_tier_router_attributes(
    stack,
    "Imported",
    rest_api_id="abcdef1234",
    parameter_prefix="/elsewhere/router",
    has_jobs=True,
)
imported.grant_invoke(operator, "extraction")
imported.grant_read_mapping(operator)
app.synth()
