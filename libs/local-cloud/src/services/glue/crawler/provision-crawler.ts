import type { CreateCrawlerRequest } from '@aws-sdk/client-glue';
import { isDeepStrictEqual } from 'node:util';
import { ignored, members, supported, type PropertyRules } from '../../../core/property-rules.js';
import { physicalNameOf, type Provisioner } from '../../../core/provisioner.js';
import { CRAWLER_PROPERTIES, readDefinition } from './crawler-definition.js';
import { redefined } from './crawler-record.js';
import type { Crawlers } from './crawlers.js';

const properties: PropertyRules = {
  ...CRAWLER_PROPERTIES,
  Schedule: members({ ScheduleExpression: supported }),
  Tags: ignored('tags have no effect on one machine'),
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-crawler.html */
export const crawlerProvisioner = (crawlers: Crawlers): Provisioner => ({
  type: 'AWS::Glue::Crawler',
  properties,
  provision: async (resource) => {
    const request = requestOf(resource.properties, physicalNameOf(resource));
    const { name } = readDefinition(request);
    crawlers.checkRole({ request });
    const existing = await crawlers.find(name);
    if (!existing) await crawlers.create(request);
    else if (!isDeepStrictEqual(existing.record.request, request))
      await existing.change(redefined(existing.record, request, crawlers.context.clock.now()));
    return { physicalId: name };
  },
  // Differs: AWS refuses to change or to delete a crawler that runs; here a change holds from its next run on, and the
  // run ends before the crawler does.
  remove: async (name) => {
    const crawler = await crawlers.find(name);
    if (!crawler) return;
    if (crawler.state === 'RUNNING') crawler.stop();
    await crawler.whenReady();
    await crawlers.delete(name);
  },
});

const requestOf = (given: Readonly<Record<string, unknown>>, physicalName: string): CreateCrawlerRequest => {
  const settings = Object.entries(given).filter(([name]) => name in CRAWLER_PROPERTIES);
  const { Schedule } = given as { readonly Schedule?: { readonly ScheduleExpression?: string } };
  return {
    Name: physicalName,
    ...Object.fromEntries(settings),
    ...(Schedule?.ScheduleExpression !== undefined && { Schedule: Schedule.ScheduleExpression }),
  } as CreateCrawlerRequest;
};
