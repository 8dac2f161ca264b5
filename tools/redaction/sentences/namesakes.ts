/** Products, companies and movements called like people: standing alone, these words name nobody. */

/** Kept to names that are far better known for the thing than for a person. */
export const NAMESAKES: readonly string[] = [
  'claude gemini llama mistral mixtral sonnet opus haiku gemma grok copilot alexa siri cortana bard watson einstein whisper titan nova cohere',
  'jenkins grafana jira julia ada pascal ruby django flask jupyter hadoop kafka lambda cron nagle tesla fermi kepler maxwell hopper ampere',
  'accenture adidas airbus allianz amazon armani barclays bayer boeing bosch burberry cadbury cargill cartier chanel chevron chrysler citroen colgate comcast costco daimler dell deloitte dior disney enron equinix exxon ferrari fiat ford gillette goldman gucci halliburton harley heineken heinz hermes hershey hilton honda hyatt ikea intel kellogg kraft lego lehman lockheed lufthansa macys marriott mazda mcdonalds mercedes merck microsoft mobil monsanto motorola nestle netflix nike nintendo nissan nokia nordstrom novartis oracle pepsi pfizer philips porsche prada raytheon reebok renault ritz roche rolex samsung sheraton siemens sony starbucks subaru suzuki tiffanys toyota unilever valero verizon versace visa volkswagen volvo walgreens walmart wendys worldcom xerox yamaha zara',
  'hamas fatah hezbollah likud taliban nasdaq nato unesco',
]
  .join(' ')
  .split(' ');
