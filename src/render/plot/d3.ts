/** What the plots take of d3. A module of its own, so that the build can keep it apart from the program. */

export { scaleBand, scaleLinear } from 'd3-scale'
export { area, line, stack, stackOffsetDiverging } from 'd3-shape'
