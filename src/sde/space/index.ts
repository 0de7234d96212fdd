export type { Domain } from './domain.js';
export type { SpaceScheme, SpaceSettings } from './walk.js';
export { spaceExits, type SpaceExits, type SpaceExitSettings } from './exit.js';
export { spacePath, type SpacePathSettings } from './path.js';
