import { BuildConnectorFile } from './build-connector-file.step.js';
import { CheckAddresses } from './check-addresses.step.js';
import { ChooseMethod } from './choose-method.step.js';
import { CompareAddresses } from './compare-addresses.step.js';
import { ListManualUsers } from './list-manual-users.step.js';
import { PrepareAdTakeover } from './prepare-ad-takeover.step.js';
import { RunAdConnector } from './run-ad-connector.step.js';
import { SimulateConnectors } from './simulate-connectors.step.js';
import { StartService } from './start-service.step.js';

/** */
export const USER_CREATION_STEPS = [
  StartService,
  ChooseMethod,
  RunAdConnector,
  BuildConnectorFile,
  ListManualUsers,
  CheckAddresses,
  CompareAddresses,
  PrepareAdTakeover,
  SimulateConnectors,
] as const;
