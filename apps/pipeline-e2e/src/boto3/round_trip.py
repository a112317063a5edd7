"""A sale written becomes a row read, with boto3 clients that know nothing but the environment.

Prints one JSON object with what it saw. Ends with a traceback when something does not answer as AWS does.
"""

import gzip
import json
import sys
import time
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Key
from botocore.exceptions import ClientError

STAGE = "dev"
NOW = datetime.now(timezone.utc)
LAKE = f"sales-lake-{STAGE}-000000000000-us-east-1"
STREAM = f"sales-changes-{STAGE}"
SAMPLE_QUERY = """SELECT * FROM p1_kinesis_firehose_destination
WHERE product_name = 'Laptop' AND creation_datetime >= current_date - interval '1' day;"""


def eventually(ask):
    """Asks until there is an answer; whoever runs this script ends one that never comes."""
    while not (answer := ask()):
        time.sleep(0.1)
    return answer


def failure(call, **arguments):
    """The code, message and HTTP status with which AWS refuses the call."""
    try:
        call(**arguments)
    except ClientError as error:
        told = error.response
        return [
            told["Error"]["Code"],
            told["Error"]["Message"],
            told["ResponseMetadata"]["HTTPStatusCode"],
        ]
    raise AssertionError("the call succeeded")


def write_sale():
    table = boto3.resource("dynamodb").Table(f"sales-{STAGE}")
    sale = {
        "sale_id": "boto-1",
        "product_id": "P-1",
        "product_name": "Laptop",
        "quantity": 2,
        "unit_price": Decimal("999.9000"),
        "currency": "EUR",
        "status": "COMPLETED",
        "version": 1,
        "creation_datetime": NOW.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    }
    table.put_item(Item=sale)
    found = table.query(KeyConditionExpression=Key("sale_id").eq("boto-1"))["Items"]
    assert found == [sale], found
    client = boto3.client("dynamodb")
    return failure(client.describe_table, TableName="none")


def read_stream():
    kinesis = boto3.client("kinesis")
    shard = kinesis.list_shards(StreamName=STREAM)["Shards"][0]["ShardId"]
    iterator = kinesis.get_shard_iterator(
        StreamName=STREAM, ShardId=shard, ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]

    def records():
        nonlocal iterator
        answer = kinesis.get_records(ShardIterator=iterator)
        iterator = answer["NextShardIterator"]
        return answer["Records"]

    record = eventually(records)[0]
    assert record["ApproximateArrivalTimestamp"].tzinfo is not None
    return json.loads(record["Data"])["eventName"]


def read_lake():
    s3 = boto3.client("s3")
    pages = s3.get_paginator("list_objects_v2")

    def keys():
        found = pages.paginate(Bucket=LAKE, Prefix="sales/", PaginationConfig={"PageSize": 1})
        return [one["Key"] for page in found for one in page.get("Contents", [])]

    key = eventually(keys)[0]
    content = s3.get_object(Bucket=LAKE, Key=key)["Body"].read()
    return json.loads(gzip.decompress(content).splitlines()[0])["sale_id"]


def copy_objects():
    s3 = boto3.client("s3")
    large = bytes(range(256)) * (36 * 1024)
    with open(sys.argv[1], "wb") as file:
        file.write(large)
    s3.upload_file(sys.argv[1], LAKE, "boto/large.bin")
    s3.download_file(LAKE, "boto/large.bin", sys.argv[1])
    with open(sys.argv[1], "rb") as file:
        assert file.read() == large
    etag = s3.head_object(Bucket=LAKE, Key="boto/large.bin")["ETag"]
    deleted = boto3.resource("s3").Bucket(LAKE).objects.filter(Prefix="boto/").delete()
    assert [one["Key"] for one in deleted[0]["Deleted"]] == ["boto/large.bin"]
    return etag


def ask_athena():
    athena = boto3.client("athena")
    query = {"QueryExecutionContext": {"Database": f"sales_cdc_{STAGE}"}, "WorkGroup": f"sales-cdc-{STAGE}"}

    def ended(sql):
        asked = athena.start_query_execution(QueryString=sql, **query)["QueryExecutionId"]

        def status():
            told = athena.get_query_execution(QueryExecutionId=asked)["QueryExecution"]["Status"]
            return told if told["State"] in ("SUCCEEDED", "FAILED") else None

        return asked, eventually(status)

    asked, status = ended(SAMPLE_QUERY)
    assert status["State"] == "SUCCEEDED", status
    pages = athena.get_paginator("get_query_results").paginate(QueryExecutionId=asked)
    rows = [
        [cell.get("VarCharValue") for cell in row["Data"]]
        for page in pages
        for row in page["ResultSet"]["Rows"]
    ]
    return rows, ended("SELECT nothing FROM nowhere")[1]["StateChangeReason"]


def ask_cloudwatch():
    """boto3 speaks CBOR to CloudWatch."""
    cloudwatch = boto3.client("cloudwatch")
    protocol = cloudwatch.meta.service_model.resolved_protocol
    dimensions = [{"Name": "shop", "Value": "ü"}]
    cloudwatch.put_metric_data(
        Namespace="Boto",
        MetricData=[{"MetricName": "sold", "Dimensions": dimensions, "Timestamp": NOW, "Values": [1.5, 2], "Counts": [2, 1]}],
    )
    listed = cloudwatch.list_metrics(Namespace="Boto")["Metrics"]
    assert listed == [{"Namespace": "Boto", "MetricName": "sold", "Dimensions": dimensions}], listed
    point = cloudwatch.get_metric_statistics(
        Namespace="Boto",
        MetricName="sold",
        Dimensions=dimensions,
        StartTime=NOW - timedelta(hours=1),
        EndTime=NOW + timedelta(hours=1),
        Period=60,
        Statistics=["Sum", "SampleCount"],
    )["Datapoints"][0]
    assert point["Timestamp"] == NOW.replace(second=0, microsecond=0), point
    refused = failure(
        cloudwatch.get_metric_statistics,
        Namespace="Boto",
        MetricName="sold",
        StartTime=NOW - timedelta(hours=1),
        EndTime=NOW,
        Period=90,
        Statistics=["Sum"],
    )
    return protocol, [point["Sum"], point["SampleCount"]], refused


def use_queue():
    sqs = boto3.resource("sqs")
    queue = next(iter(sqs.queues.filter(QueueNamePrefix="sales-changes-dead-letters")))
    queue.send_message(MessageBody="dead <letter>", MessageAttributes={"why": {"DataType": "String", "StringValue": "x"}})
    message = queue.receive_messages(MessageAttributeNames=["All"], WaitTimeSeconds=1)[0]
    assert message.message_attributes["why"]["StringValue"] == "x"
    message.delete()
    return message.body


def main():
    account = boto3.client("sts").get_caller_identity()["Account"]
    no_table = write_sale()
    event = read_stream()
    lake = read_lake()
    rows, reason = ask_athena()
    protocol, statistics, no_period = ask_cloudwatch()
    logs = boto3.client("logs").filter_log_events(logGroupName=f"/aws/lambda/sales-transform-{STAGE}")["events"]
    s3 = boto3.client("s3")
    answered = boto3.client("lambda").invoke(FunctionName=f"sales-transform-{STAGE}", Payload=b'{"records":[]}')
    print(
        json.dumps(
            {
                "account": account,
                "event": event,
                "lake": lake,
                "etag": copy_objects(),
                "rows": rows,
                "reason": reason,
                "protocol": protocol,
                "statistics": statistics,
                "logs": len(logs),
                "message": use_queue(),
                "pipe": boto3.client("pipes").describe_pipe(Name=STREAM)["CurrentState"],
                "delivery": boto3.client("firehose").describe_delivery_stream(
                    DeliveryStreamName=f"sales-delivery-{STAGE}"
                )["DeliveryStreamDescription"]["DeliveryStreamStatus"],
                "stack": boto3.resource("cloudformation").Stack(f"sales-cdc-{STAGE}").stack_status,
                "invoked": json.loads(answered["Payload"].read()),
                "failures": {
                    "table": no_table,
                    "period": no_period,
                    "key": failure(s3.get_object, Bucket=LAKE, Key="none"),
                    "bucket": failure(s3.list_objects_v2, Bucket="no-such-bucket"),
                    "pipe": failure(boto3.client("pipes").describe_pipe, Name="none"),
                    "database": failure(boto3.client("glue").get_database, Name="none"),
                    "operation": failure(boto3.client("kinesis").list_tags_for_resource, ResourceARN="arn:aws:kinesis:us-east-1:000000000000:stream/none"),
                },
            }
        )
    )


main()
