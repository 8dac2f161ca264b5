/** Arranges the widgets that capabilities bring along; knows none of them. */
import { Dashboard, type IWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** One band of the dashboard. */
export interface DashboardSection {
  readonly title: string;
  readonly widgets: readonly IWidget[];
}

/** Adds a dashboard: a heading and a row for each section, wrapped at 24 columns. */
export const addServiceDashboard = (
  scope: Construct,
  id: string,
  { name, sections }: { readonly name: string; readonly sections: readonly DashboardSection[] },
): Dashboard => {
  const dashboard = new Dashboard(scope, id, { dashboardName: name });
  for (const { title, widgets } of sections) {
    if (widgets.length === 0) continue;
    dashboard.addWidgets(new TextWidget({ markdown: `## ${title}`, width: 24, height: 1 }));
    dashboard.addWidgets(...widgets);
  }
  return dashboard;
};
