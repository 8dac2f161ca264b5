/** Secrets that say whose they are: each provider's prefix and what follows it, bounded and anchored at a word's start. */

/** A provider's secret. `prefixes` are literal and compared first; `rest` is what must follow any of them. */
interface ProviderSecret {
  readonly type: 'API_KEY' | 'JWT';
  readonly prefixes: readonly string[];
  readonly rest: RegExp;
}

const key = (prefixes: string, rest: string): ProviderSecret => ({
  type: 'API_KEY',
  prefixes: prefixes.split(' '),
  rest: new RegExp(rest, 'y'),
});

const JWT: ProviderSecret = {
  type: 'JWT',
  prefixes: ['eyJ'],
  rest: /[A-Za-z0-9_-]{8,4000}\.(?:eyJ)?[A-Za-z0-9_-]{8,8000}(?:\.[A-Za-z0-9_-]{0,4000}){1,3}/y,
};

const AWS_ID = 'AKIA ASIA AROA AIDA AGPA ANPA ANVA ABIA ACCA';

/**
 * What the providers document or what their secret scanners publish.
 * @see https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
 */
export const PROVIDER_SECRETS: readonly ProviderSecret[] = [
  JWT,
  key(AWS_ID, '[A-Z0-9]{16}(?![A-Za-z0-9])'),
  key('ghp_ gho_ ghu_ ghs_ ghr_', '[A-Za-z0-9]{20,255}'),
  key('github_pat_', '[A-Za-z0-9_]{22,255}'),
  key(
    'glpat- gldt- glrt- glptt- glsoat- glcbt- glft- glimt- glagent- gloas- glffct- GR1348941',
    '[A-Za-z0-9_=.-]{18,255}',
  ),
  key('gsk_', '[A-Za-z0-9]{40,60}'),
  key('glc_', '[A-Za-z0-9+/=]{32,400}'),
  key('glsa_', '[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}'),
  key('xoxa- xoxb- xoxe- xoxo- xoxp- xoxr- xoxs- xoxc- xoxd-', '[A-Za-z0-9%-]{10,250}'),
  key('xoxe.xox', '[bp]-[A-Za-z0-9-]{10,250}'),
  key('xapp-', '\\d-[A-Za-z0-9-]{20,250}'),
  key('sk-ant- sk-proj- sk-svcacct- sk-admin- sk-or- sk-lf- sk-None-', '[A-Za-z0-9_-]{16,250}'),
  key('sk-', '[A-Za-z0-9]{20,64}(?![A-Za-z0-9])'),
  key('pk-lf-', '[0-9a-f-]{30,40}'),
  key('sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_', '[A-Za-z0-9]{10,200}'),
  key('whsec_', '[A-Za-z0-9+/=]{20,100}'),
  key('AIza', '[0-9A-Za-z_-]{35}'),
  key('ya29.', '[0-9A-Za-z_-]{20,400}'),
  key('GOCSPX-', '[0-9A-Za-z_-]{20,60}'),
  key('1//0', '[0-9A-Za-z_-]{40,200}'),
  key('SG.', '[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,100}'),
  key('hf_ api_org_', '[A-Za-z0-9]{30,60}'),
  key('hvs. hvb. hvr.', '[A-Za-z0-9_-]{24,400}'),
  key('npm_', '[A-Za-z0-9]{36}'),
  key('ntn_ secret_', '[A-Za-z0-9]{40,60}'),
  key('pypi-', '[A-Za-z0-9_-]{50,400}'),
  key('rubygems_', '[a-f0-9]{48}'),
  key('dop_v1_ doo_v1_ dor_v1_', '[a-f0-9]{64}'),
  key('dapi', '[a-f0-9]{32}(?:-\\d)?'),
  key('dckr_pat_ dckr_oat_', '[A-Za-z0-9_-]{20,60}'),
  key('shpat_ shpca_ shppa_ shpss_', '[A-Fa-f0-9]{32}'),
  key('lin_api_ lin_oauth_', '[A-Za-z0-9]{32,80}'),
  key('figd_ figo_ figu_', '[A-Za-z0-9_-]{36,60}'),
  key('tskey-', '[a-z]{1,20}-[A-Za-z0-9]{1,40}-[A-Za-z0-9]{16,60}'),
  key('pscale_tkn_ pscale_pw_ pscale_oauth_', '[A-Za-z0-9_.-]{32,64}'),
  key('ops_eyJ', '[A-Za-z0-9_-]{100,2000}'),
  key('vck_ vcp_ vci_ vca_ vcr_', '[A-Za-z0-9]{24,80}'),
  key('EAACEdEose0cBA', '[0-9A-Za-z]{1,300}'),
  key('AGE-SECRET-KEY-1', '[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}'),
  key('A3-', '[A-Z0-9]{6}-[A-Z0-9]{6,11}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}'),
  key('phc_ phx_', '[A-Za-z0-9]{40,60}'),
  key('AC SK', '[a-f0-9]{32}(?::[a-f0-9]{32})?(?![A-Za-z0-9])'),
  key('key-', '[a-f0-9]{32}(?![A-Za-z0-9])'),
  key('pplx- fw_ r8_ tvly-', '[A-Za-z0-9]{24,64}(?![A-Za-z0-9])'),
  key('xai-', '[A-Za-z0-9]{60,100}'),
  key('nvapi-', '[A-Za-z0-9_-]{50,90}'),
  key('sbp_', '[a-f0-9]{40}'),
  key('sq0atp- sq0csp- EAAA', '[A-Za-z0-9_-]{22,64}(?![A-Za-z0-9_-])'),
  key('PMAK-', '[a-f0-9]{24}-[a-f0-9]{34}'),
  key('NRAK- NRJS- NRII-', '[A-Za-z0-9_-]{19,40}'),
  key('dt0c01. dt0s01. dt0s16.', '[A-Z0-9]{24}\\.[A-Z0-9]{64}'),
  key('sntrys_ sntryu_', '[A-Za-z0-9+/=_-]{40,400}'),
  key('patd- pat', '[A-Za-z0-9]{14}\\.[a-f0-9]{64}'),
  key('atlasv1. ATATT3x ATCTT3x ATBB', '[A-Za-z0-9_=-]{24,400}'),
  key('CFPAT- cio-', '[A-Za-z0-9_-]{30,64}'),
  key('bkua_', '[a-f0-9]{40}'),
  key('b_eyJ', '[A-Za-z0-9_-]{20,400}'),
  key('pk.eyJ sk.eyJ', '[A-Za-z0-9_-]{20,400}\\.[A-Za-z0-9_-]{16,80}'),
  key('sl.', '[A-Za-z0-9_-]{100,1500}'),
  key('CLOJARS_', '[a-z0-9]{60}'),
  key('tfp_', '[A-Za-z0-9]{40,60}'),
  key('pul-', '[a-f0-9]{40}'),
  key('AQ.Ab', '[A-Za-z0-9_-]{30,120}'),
  key('ABSK', '[A-Za-z0-9+/]{80,300}={0,2}'),
  key('re_', '[A-Za-z0-9]{6,12}_[A-Za-z0-9]{20,40}'),
  key('lsv2_pt_ lsv2_sk_', '[a-f0-9]{32}_[a-f0-9]{10}'),
  key('nrk_ rnd_', '[A-Za-z0-9]{24,60}'),
  key('sm_pat_ sb_secret_', '[A-Za-z0-9_-]{20,80}'),
  key('eyJrIjoi', '[A-Za-z0-9+/=_-]{60,400}'),
  key('cfut_ cfat_ cfk_', '[A-Za-z0-9_-]{40,80}'),
  key('AIzaSy', '[A-Za-z0-9_-]{33}'),
  key('amzn.mws. amzn1.oa2-cs.v1.', '[a-f0-9-]{36,80}'),
  key('00D', '[A-Za-z0-9]{12}![A-Za-z0-9._]{80,260}'),
];
