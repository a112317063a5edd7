module.exports = {
  displayName: 'nx-cdk',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.spec.js'],
  transform: {},
};
