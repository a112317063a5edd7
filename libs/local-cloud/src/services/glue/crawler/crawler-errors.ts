import { AwsError } from '@sales-cdc/aws-wire';

/** https://docs.aws.amazon.com/glue/latest/webapi/API_StartCrawler.html */
export const crawlerRunning = (name: string): AwsError =>
  new AwsError('CrawlerRunningException', `Crawler with name ${name} has already started`, 400);

export const crawlerNotRunning = (name: string): AwsError =>
  new AwsError('CrawlerNotRunningException', `Crawler with name ${name} isn't running`, 400);

export const crawlerStopping = (name: string): AwsError =>
  new AwsError('CrawlerStoppingException', `Crawler with name ${name} is stopping`, 400);

export const noSchedule = (name: string): AwsError =>
  new AwsError('NoScheduleException', `Crawler with name ${name} has no schedule`, 400);

export const schedulerRunning = (name: string): AwsError =>
  new AwsError('SchedulerRunningException', `The schedule of the crawler with name ${name} is already running`, 400);

export const schedulerNotRunning = (name: string): AwsError =>
  new AwsError('SchedulerNotRunningException', `The schedule of the crawler with name ${name} isn't running`, 400);
